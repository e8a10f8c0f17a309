"""A package."""
from .first import value
__all__ = ["value", "second"]
order = ["pack"]
