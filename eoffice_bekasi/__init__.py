from . import demo, models
from .hooks import post_init_hook, pre_init_hook
from . import controllers, demo, models
from . import controllers, demo, models, wizard
from . import demo, models, wizard
from . import controllers, demo, models
from . import controllers, demo, models, wizard
from . import demo, models, wizard
from .hooks import pre_init_hook
