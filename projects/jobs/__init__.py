"""Long work that a person can leave and come back to. The truth is a job's row; a queue only wakes workers.

A kind of work is one function, registered in a module that `register.MODULES` names:

    @register(Job.Kind.EXPORT)
    def export(job: Job, progress: Progress) -> Outcome: ...

It may be begun again from its first line at any moment, by another worker too, so every step must bear
being done twice. It says how far it is (`progress(done, total)`, which also holds the lease), refuses with
`JobFailed(sentence)`, and leaves what takes long in one call to a process of its own (`progress.apart`).
It returns its `Outcome`; or, where the work is one transaction, it calls `progress.finish(outcome)` as the
last step inside it and returns None: then work and job are done together, or neither.
"""

from projects.jobs.progress import Progress
from projects.jobs.register import JobFailed, Outcome, register
from projects.jobs.submitting import cancel, remove, submit, submit_or_run

__all__ = ["JobFailed", "Outcome", "Progress", "cancel", "register", "remove", "submit", "submit_or_run"]
