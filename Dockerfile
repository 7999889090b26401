# The program in a container: docker build -t civicloop .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl xz-utils \
    && rm -rf /var/lib/apt/lists/*
# The web part needs Node.js 20.19 or newer; the distribution's may be older.
COPY --from=node:22-bookworm-slim /usr/local/bin/node /usr/local/bin/node
COPY --from=node:22-bookworm-slim /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
    && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx
WORKDIR /source
COPY . .
RUN dotnet publish src/CivicLoop -c Release --self-contained false -o /published

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# curl for the health check; the client programs for backups of PostgreSQL.
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && mkdir /data && chown app:app /data
COPY --from=build /published /app
USER app
VOLUME /data
EXPOSE 8311
ENV CIVICLOOP_DATA=/data CIVICLOOP_URLS=http://0.0.0.0:8311
HEALTHCHECK --start-period=60s --interval=15s --timeout=5s \
    CMD ["curl", "--fail", "--silent", "--output", "/dev/null", "http://127.0.0.1:8311/health/ready"]
ENTRYPOINT ["dotnet", "/app/CivicLoop.dll"]
CMD ["serve"]
