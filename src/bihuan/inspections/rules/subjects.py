"""The checklist that comes with the house: attendance, office order, style of work (003; the traits of 001, items 17–19; M116)."""

from bihuan.foundation.kernel import _

TITLE = _("上下班纪律、办公秩序、工作作风检查单")
SUBJECTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (_("上下班纪律"), (
        _("上班时间应在岗的不在岗，没有请假手续"), _("无故迟到、早退、中途离岗"), _("值班不在岗，值班电话无人接听"),
        _("在编不在岗、领取报酬不上班"),
    )),
    (_("办公秩序"), (
        _("上班时间玩游戏、网购、炒股、看影视"), _("窗口无人值守，没有替岗安排"), _("办事指南、收费标准、投诉电话没有公开或者已经过时"),
        _("文件资料乱堆乱放，涉密载体没有锁存"),
    )),
    (_("工作作风"), (
        _("对办事群众态度冷硬、推诿扯皮"), _("一次不说清要带的材料，让群众多跑路"), _("该办的事压着不办、超过承诺时限"),
        _("工作日中午饮酒"),
    )),
)  # fmt: skip
"""(subject, what to look for)."""
