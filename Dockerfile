# Builds the paper from the lock files: docker build -t kazbrief .
# mkdir -p out && docker run --rm --user "$(id -u):$(id -g)" -v "$PWD/out:/briefing/_output" kazbrief
FROM python:3.11-slim-bookworm
# Chromium is for the tests of the page, git for `make verify` in the dev container; the paper needs neither.
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends make git chromium && rm -rf /var/lib/apt/lists/*
WORKDIR /briefing
COPY Makefile pyproject.toml requirements.lock README.md LICENSE ./
COPY LICENSES LICENSES
COPY scripts scripts
COPY data data
RUN make .venv/ready
COPY . .
# Any user may build here.
RUN chmod -R a+rwX . && mkdir -m 777 /home/any
ENV HOME=/home/any
CMD ["make", "report"]
