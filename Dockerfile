# One image for all processes; `python -m bot run` keeps them alive. See docs/operar.md.
FROM python:3.10-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev make \
    && rm -rf /var/lib/apt/lists/* && useradd --create-home chatbot
WORKDIR /srv/chatbot
COPY --chown=chatbot . .
RUN chown chatbot .
USER chatbot
RUN make train
CMD [".venv/bin/python", "-m", "bot", "run"]
