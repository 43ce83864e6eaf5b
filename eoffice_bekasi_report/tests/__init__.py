from . import test_account_letters
from . import test_books
from . import test_chart
from . import test_page
from . import test_seal
from . import test_verify
