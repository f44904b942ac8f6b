"""Invented samples of every component for the gallery: usual, empty, long, wrong. No real names."""

from bihuan.interfaces.web.components.samples import blocks, controls, lists
from bihuan.interfaces.web.components.samples.sample import Sample

SAMPLES: dict[str, Sample] = {**controls.SAMPLES, **blocks.SAMPLES, **lists.SAMPLES}
