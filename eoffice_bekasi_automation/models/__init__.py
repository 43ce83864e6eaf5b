from . import ir_actions_server
from . import base_automation
from . import automation
from . import automation_run
from . import event
from . import naskah
