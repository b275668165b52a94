"""One attempt at a job: who gets it, how it ends, and who may write what came of it."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from projects.apart import Died
from projects.jobs import JobFailed, Outcome, Progress, cancel, progress
from projects.jobs.progress import Cancelled, LeaseLost
from projects.jobs.running import run
from projects.models import Job
from tests.projects.jobs.working import content_of, make_job, stored

pytestmark = pytest.mark.django_db

PAST = timedelta(seconds=-1)


def expire(job: Job) -> None:
    """As if its worker had died a while ago."""
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() + PAST)


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_who_reach_for_a_job_one_gets_it(drafter):
    for _ in range(10):
        job = make_job(drafter)
        start, won = threading.Barrier(4), []

        def reach(start=start, won=won, job=job):
            try:
                start.wait()
                if Progress.take(job.pk):
                    won.append(1)
            finally:
                connection.close()

        workers = [threading.Thread(target=reach) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        job.refresh_from_db()
        assert (won, job.state, job.attempts) == ([1], Job.State.RUNNING, 1)


def test_a_job_that_is_worked_on_is_not_taken_until_its_lease_ran_out(drafter):
    job = make_job(drafter)
    first = Progress.take(job.pk)
    assert Progress.take(job.pk) is None
    expire(job)
    second = Progress.take(job.pk)
    assert second.job.lease != first.job.lease
    assert second.job.attempts == 2


@pytest.mark.parametrize("state", [Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED])
def test_a_job_that_has_ended_is_not_done_again(drafter, does, state):
    job = make_job(drafter, state=state)
    does(lambda job, progress: pytest.fail("was done again"))
    run(job.pk)
    job.refresh_from_db()
    assert job.state == state


def test_what_came_of_a_job_is_kept_with_its_file(drafter, does):
    job = make_job(drafter, parameters={"page": "/imports/1/"})
    does(lambda job, progress: Outcome("共37张表。", b"content", "表.xlsx", {"drawn": ["1"]}))
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message, job.result_name) == (Job.State.DONE, "共37张表。", "表.xlsx")
    assert content_of(job) == b"content"
    assert job.parameters == {"page": "/imports/1/", "drawn": ["1"]}
    assert job.finished_at
    assert job.lease is job.lease_until is None
    assert stored(job) == [job.result.name]


def test_progress_is_written_and_holds_the_lease(drafter, does):
    def half(job, progress):
        expire(job)
        progress(3, 6, "正在识别第4张表")
        job.refresh_from_db()
        assert (job.steps_done, job.steps, job.message) == (3, 6, "正在识别第4张表")
        assert job.lease_until > timezone.now()
        return Outcome("好了。")

    job = make_job(drafter)
    does(half)
    run(job.pk)
    job.refresh_from_db()
    assert (job.steps_done, job.steps, job.message) == (6, 6, "好了。")


def test_work_told_a_thousand_times_is_written_a_few_times(drafter, django_assert_max_num_queries):
    taken = Progress.take(make_job(drafter).pk)
    with django_assert_max_num_queries(30):
        for done in range(1000):
            taken(done, 1000)


def test_a_refusal_is_told_in_its_own_words(drafter, does):
    def refuse(job, progress):
        raise JobFailed("这个文件已加密，请另存为不加密的文件后再上传。")

    job = make_job(drafter)
    does(refuse)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == (Job.State.FAILED, "这个文件已加密，请另存为不加密的文件后再上传。")


def test_a_mistake_of_the_program_is_logged_and_told_without_its_words(drafter, does, caplog):
    def stumble(job, progress):
        raise ZeroDivisionError("division by zero")

    job = make_job(drafter)
    does(stumble)
    run(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "程序出了意外" in job.message
    assert "zero" not in job.message
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("trouble", [OperationalError("server closed the connection"), Died("out of memory")])
def test_what_may_pass_is_tried_three_times(drafter, does, trouble):
    def fail(job, progress):
        raise trouble

    job = make_job(drafter)
    does(fail)
    for attempt, state in ((1, Job.State.WAITING), (2, Job.State.WAITING), (3, Job.State.FAILED)):
        run(job.pk)
        job.refresh_from_db()
        assert (job.attempts, job.state) == (attempt, state)
    assert job.message.startswith("这项工作试了3次都没有完成")


def test_a_cancelled_job_stops_at_its_next_step_and_leaves_no_file(drafter, does):
    def cancelled_meanwhile(job, progress):
        assert cancel(job)
        with pytest.raises(Cancelled):
            progress(1, 2)
        return Outcome("好了。", b"content", "表.xlsx")

    job = make_job(drafter)
    does(cancelled_meanwhile)
    run(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    assert job.finished_at
    assert not job.result
    assert not stored(job)


def test_a_worker_that_lost_its_lease_changes_nothing_any_more(drafter, does):
    def slow(job, progress):
        expire(job)
        other = Progress.take(job.pk)
        other.finish(Outcome("另一个先做完了。", b"theirs", "表.xlsx"))
        with pytest.raises(LeaseLost):
            progress(1, 2)
        return Outcome("我的。", b"mine", "表.xlsx")

    job = make_job(drafter)
    does(slow)
    run(job.pk)
    job.refresh_from_db()
    assert job.message == "另一个先做完了。"
    assert content_of(job) == b"theirs"
    assert stored(job) == [job.result.name]


def test_a_job_removed_while_it_is_worked_on_leaves_nothing(drafter, does):
    def removed_meanwhile(job, progress):
        Job.objects.filter(pk=job.pk).delete()
        return Outcome("好了。", b"content", "表.xlsx")

    job = make_job(drafter)
    does(removed_meanwhile)
    run(job.pk)
    assert not Job.objects.filter(pk=job.pk).exists()
    assert not stored(job)


def test_a_worker_that_is_asked_to_end_hands_the_job_back_uncounted(drafter, does, monkeypatch):
    stopping = threading.Event()
    monkeypatch.setattr(progress, "stopping", stopping)

    def asked_meanwhile(job, progress):
        stopping.set()
        progress(1, 2)

    job = make_job(drafter)
    does(asked_meanwhile)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.lease) == (Job.State.WAITING, 0, None)


def test_work_that_is_one_transaction_ends_together_with_its_job_or_not_at_all(drafter, does):
    def import_all(job, progress):
        with transaction.atomic():
            drafter.assignments.all().delete()
            cancel(job)
            progress.finish(Outcome("导入了37张表。"))

    job = make_job(drafter)
    does(import_all)
    run(job.pk)
    assert drafter.assignments.exists()
    drafter.jobs.all().delete()
    job = make_job(drafter)
    does(lambda job, progress: progress.finish(Outcome("导入了37张表。")))
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == (Job.State.DONE, "导入了37张表。")


def test_what_came_a_moment_too_early_is_written_with_the_next(drafter):
    taken = Progress.take(make_job(drafter).pk)
    for done in range(5):
        taken(done, 5)
    taken.renew()
    taken.job.refresh_from_db()
    assert taken.job.steps_done == 4
