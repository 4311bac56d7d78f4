# Builds the paper from the lock files: docker build -t kazbrief . && docker run --rm -v "$PWD/out:/briefing/_output" kazbrief
FROM python:3.11-slim-bookworm
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends make git chromium && rm -rf /var/lib/apt/lists/*
WORKDIR /briefing
COPY Makefile pyproject.toml requirements.lock README.md LICENSE ./
COPY LICENSES LICENSES
COPY scripts scripts
COPY data data
RUN make .venv/ready
COPY . .
CMD ["make", "report"]
