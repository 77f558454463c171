"""Ask the web process in this container whether it is well; speaks HTTP, nothing of it is ours."""

import http.client
import sys

PORT = 8000
TIMEOUT_S = 4


def main(host: str) -> int:
    """Return 0 if /healthz answers 200 under the public name ``host``, else 1."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=TIMEOUT_S)
    try:
        # The application answers to its own names only, so the check must call it by one.
        connection.request("GET", "/healthz", headers={"Host": host})
        return int(connection.getresponse().status != http.client.OK)
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
