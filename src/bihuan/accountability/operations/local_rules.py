"""A local rule is cited before anybody is rated or carded; without one there is nothing to be done in this part of the room (P15)."""

from datetime import datetime

from bihuan.accountability.models import DecisionBody, LocalRule
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.ratings import RuleAbout
from bihuan.accountability.vocabulary.ratings import RuleAction as A
from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.foundation.kernel.unseen import seen

NOT_COMPETENT = (BodyKind.OFFICE, BodyKind.SUPERVISION)


def rule_in_force(campaign: Campaign, about: RuleAbout) -> LocalRule:
    """The rule by which it may be done. NotNow: the campaign leaves it out, no rule is cited, the body that it names is no more."""
    refuse_left_out(campaign.file, about.value)
    row = LocalRule.objects.filter(campaign=campaign, about=about, ended_at=None, body__ended_at=None).select_related("body").first()
    if row is None:
        what = _("没有引用现行的本地制度，不能办理“%(what)s”。请专班先登记制度名称、文号、制定机关和有权决定的机构。")
        raise NotNow(what, what=about.label)
    return row


def cite_rule(
    *, campaign: Campaign, about: RuleAbout, title: str, number: str, issuer: str, body: DecisionBody, early: bool = False, actor: Actor, now: datetime
) -> LocalRule:  # fmt: skip
    """Cite the rule with title, number and issuing body, and the body that it lets decide. Refused: one of these missing, a body of another campaign,
    the campaign's own office or inspectors as deciders, a second rule for the same."""
    title, number, issuer = title.strip(), seen(number), issuer.strip()
    if not (title and number and issuer):
        raise BadInput(_("请写明制度名称、文号和制定机关。"))
    if body.campaign_id != campaign.pk or body.ended_at is not None or body.kind in NOT_COMPETENT:
        raise BadInput(_("决定机构要是本专项现有的、制度授权的机构；专班和督查机构不能作这样的决定。"))
    refuse_left_out(campaign.file, about.value)
    if LocalRule.objects.filter(campaign=campaign, about=about, ended_at=None).exists():
        raise BadInput(_("已经引用了一项制度。要换的，先停用原来的。"))
    row = LocalRule(
        campaign=campaign, about=about, title=title, number=number, issuer=issuer, body=body, early=early, cited_at=now, cited_by_id=actor.user_id
    )  # fmt: skip
    with creating(row, A.CITE, actor=actor, now=now):
        pass
    return row


def end_rule(row: LocalRule, *, reason: str, actor: Actor, now: datetime) -> None:
    """Nothing new is proposed by it. What stands may still be lifted."""
    with changing(row, A.END, actor=actor, now=now, reason=reason) as change:
        if row.ended_at is not None:
            raise BadInput(_("这项制度已经停用。"))
        change.set(ended_at=now, ended_by_id=actor.user_id)
