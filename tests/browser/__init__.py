"""The pages as people see them: in headless Chromium, against a whole network of one process.

Every module here says ``pytestmark = pytest.mark.xdist_group("browser")``: one network and one browser are enough.
"""
