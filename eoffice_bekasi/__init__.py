from . import demo, models
from .hooks import pre_init_hook
