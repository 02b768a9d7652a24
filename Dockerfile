# The whole of Almanac in one image: site, worker and, where no DATABASE_URL is given, its own PostgreSQL under /app/.almanac.
#   docker build -t almanac .
#   docker run --init -p 127.0.0.1:3000:3000 -e ALMANAC_API_KEY=... -v almanac:/app/.almanac almanac
FROM node:20-bookworm-slim AS build
# pip fetches the boosters' official wheels, of which only the shared libraries are kept.
RUN apt-get update && apt-get install -y --no-install-recommends python3-pip libgomp1 ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN node scripts/setup.mjs start && npm prune --omit=dev --no-audit --no-fund && rm -rf .next/cache

FROM node:20-bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends libgomp1 ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /app
RUN chown node:node /app
COPY --from=build --chown=node:node /app ./
USER node
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 ALMANAC_DATA_DIR=/app/.almanac
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "dist/start.mjs"]
