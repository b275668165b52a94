"""Who did something, and in whose place; and how much waits for whoever looks at the page."""

from django import template

from budget_site.accounts.models import User
from projects.review import inbox

register = template.Library()


@register.filter
def who(done) -> str:
    """Of an event or a comment: 李四, or 李四（代张三）. Select `by` and `on_behalf_of` with it."""
    return f"{done.by}（代{done.on_behalf_of}）" if done.on_behalf_of_id else str(done.by)


@register.simple_tag
def to_do_count(user: User) -> int:
    """For the masthead."""
    return inbox.count(user)


register.filter("whose_turn", inbox.whose_turn)
