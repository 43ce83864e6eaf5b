from . import test_account_letters
from . import test_chart
from . import test_naskah_type
from . import test_number_paper
from . import test_page
from . import test_parts
from . import test_seal
from . import test_verify
