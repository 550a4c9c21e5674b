"""Run the command line: `python -m roadmap_bot`."""

from roadmap_bot.cli import main

if __name__ == "__main__":
    main(prog_name="roadmap-bot")
