"""Fields that more than one form has."""

from django import forms


class CodeField(forms.CharField):
    """动态码 from the phone, or a 恢复码: digits both, so that a phone shows its number keys."""

    def __init__(self, **kwargs) -> None:
        attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "off"}
        kwargs.setdefault("widget", forms.TextInput(attributes))
        kwargs.setdefault("label", "动态码")
        kwargs.setdefault("help_text", "验证器显示的 6 位数字。手机不在身边时，填一个 16 位的恢复码。")
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault(
            "error_messages",
            {"required": "请填写动态码。", "max_length": "请填写 6 位动态码，或 16 位恢复码。"},
        )
        super().__init__(**kwargs)
