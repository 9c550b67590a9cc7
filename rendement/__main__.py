"""`python -m rendement`."""

from rendement.cli import main

if __name__ == "__main__":
    main()
