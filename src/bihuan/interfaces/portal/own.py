"""The door's own settings (`bihuan.config.portal`); whoever checks types knows those of the house only."""

from typing import Any

from django.conf import settings

own: Any = settings
