"""Words of background work."""

from bihuan.foundation.kernel import Term, _


class JobState(Term):
    """Where a job stands."""

    WAITING = "waiting", _("排队中")
    RUNNING = "running", _("进行中")
    DONE = "done", _("已完成")
    FAILED = "failed", _("未完成")
    STOPPED = "stopped", _("已取消")


ENDED = frozenset({JobState.DONE, JobState.FAILED, JobState.STOPPED})


class JobAction(Term):
    """What people do with a job; the rest is the worker's."""

    ASK = "ask_job", _("提交后台任务")
    STOP = "stop_job", _("取消后台任务")


class JobDuty(Term):
    """What somebody is to a job."""

    ASKER = "job_asker", _("提交人")
    SYSTEM = "system_administrator", _("系统管理员")
    MACHINE = "machine", _("命令行")
