"""The superior's forms for programs: a blank taken in, looked at, tied, filled for a day, handed out."""

from bihuan.interfaces.api.v1.forms import filling, keeping, tying
from bihuan.interfaces.api.v1.forms.room import router

__all__ = ["filling", "keeping", "router", "tying"]
