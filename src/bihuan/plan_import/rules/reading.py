"""From text to facts: clean, outline, then each reader in turn."""

from bihuan.plan_import.rules.announced import read_announced
from bihuan.plan_import.rules.basis import read_basis, read_decided_by, read_doc_numbers
from bihuan.plan_import.rules.categories import read_categories, read_quoted_categories
from bihuan.plan_import.rules.channels import read_channels
from bihuan.plan_import.rules.cleaning import clean
from bihuan.plan_import.rules.deadlines import read_deadlines
from bihuan.plan_import.rules.document import Document
from bihuan.plan_import.rules.facts import OutlineItem, PlanFacts, Repair, Span
from bihuan.plan_import.rules.kind import read_kind
from bihuan.plan_import.rules.ladder import read_ladder
from bihuan.plan_import.rules.measures import read_measures
from bihuan.plan_import.rules.numbers import read_numbers
from bihuan.plan_import.rules.organisation import read_organisation
from bihuan.plan_import.rules.period import read_period
from bihuan.plan_import.rules.prose import read_goals, read_phrases, read_principles, read_scope
from bihuan.plan_import.rules.questions import read_questions
from bihuan.plan_import.rules.quoted_stages import read_quoted_stages
from bihuan.plan_import.rules.reporting import read_reporting
from bihuan.plan_import.rules.stages import read_stages
from bihuan.plan_import.rules.title import read_title
from bihuan.plan_import.rules.units import read_units
from bihuan.plan_import.vocabulary import DocumentKind, RepairKind

FOUNDING = (DocumentKind.PLAN, DocumentKind.NOTICE)


def read_text(text: str) -> PlanFacts:
    """Every fact of a plan's text with its place. Deterministic, linear, never raises for any string."""
    cleaned = clean(text)
    doc = Document.of(cleaned.text)
    stages = read_stages(doc)
    period = read_period(doc, stages)
    units = read_units(doc)
    deadlines = read_deadlines(doc, stages, period)
    measures = read_measures(doc, units, deadlines)
    categories = read_categories(doc, units, deadlines, measures)
    title = read_title(doc)
    facts = PlanFacts(
        text=cleaned.text, origin=cleaned.origin, document_kind=read_kind(doc, title, stages, categories), title=title, stages=stages,
        period=period, responsible_units=units, deadlines=deadlines, measures=measures, problem_categories=categories,
        repairs=[*cleaned.repairs, *_broken_numbers(doc)],
    )  # fmt: skip
    _read_the_rest(doc, facts)
    if facts.document_kind.kind not in FOUNDING:
        _keep_what_others_hold(doc, facts)
    facts.questions = read_questions(doc, facts)
    return facts


def _keep_what_others_hold(doc: Document, facts: PlanFacts) -> None:
    """A report or a commentary sets no duties: keep its outline, phrases, figures and what it quotes of a plan."""
    facts.stages = read_quoted_stages(doc)
    facts.problem_categories = read_quoted_categories(doc)
    facts.announced = read_announced(doc, facts.stages, facts.problem_categories)
    facts.period, facts.scope = None, None
    facts.responsible_units, facts.deadlines, facts.measures, facts.organisation, facts.reporting = [], [], [], [], []
    if facts.document_kind.kind != DocumentKind.COMMENTARY:
        facts.ladder = []
    if facts.document_kind.kind in (DocumentKind.COMMENTARY, DocumentKind.REPORT):
        facts.channels.other = []


def _read_the_rest(doc: Document, facts: PlanFacts) -> None:
    """What depends on nothing but the text, and what counts the facts already read."""
    named = [node for node in doc.nodes if node.named]
    facts.outline = [OutlineItem(node.level, node.number or None, node.heading, Span(node.start, node.heading_end)) for node in named]
    facts.basis, facts.doc_numbers, facts.decided_by = read_basis(doc), read_doc_numbers(doc), read_decided_by(doc)
    facts.goals, facts.principles, facts.phrases, facts.scope = read_goals(doc), read_principles(doc), read_phrases(doc), read_scope(doc)
    facts.organisation, facts.channels, facts.ladder = read_organisation(doc), read_channels(doc), read_ladder(doc)
    facts.reporting, facts.numbers = read_reporting(doc), read_numbers(doc)
    facts.announced = read_announced(doc, facts.stages, facts.problem_categories)


def _broken_numbers(doc: Document) -> list[Repair]:
    return [Repair(RepairKind.NUMBERING, damage.number, damage.number, Span(damage.start, damage.end)) for damage in doc.outline.damages]
