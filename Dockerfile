# The bot in a container: see docs/operating.md.
FROM python:3.13-slim AS build
WORKDIR /src
COPY requirements.txt ./
RUN python -m venv /opt/verbatim \
    && /opt/verbatim/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY corpus corpus
RUN /opt/verbatim/bin/pip install --no-cache-dir --no-deps .

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home verbatim \
    && install --directory --owner verbatim --mode 700 /data
COPY --from=build /opt/verbatim /opt/verbatim
ENV PATH=/opt/verbatim/bin:$PATH VERBATIM_DATABASE=/data/library.db VERBATIM_LOG_FORMAT=json
USER verbatim
WORKDIR /data
VOLUME /data
ENTRYPOINT ["verbatim"]
CMD ["serve"]
