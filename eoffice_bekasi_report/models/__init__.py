from . import emblem
from . import organisation
from . import organisation_chart
from . import naskah
from . import signature
from . import ir_actions_report
from . import report_naskah
from . import res_users
