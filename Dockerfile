# One image for every process; the command picks it: api, worker, intake or sandbox.
FROM node:24-bookworm-slim AS console
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-save --ignore-scripts
COPY . .
RUN NODE_ENV=production CONSOLE_OUT=/console npx vite build --config console/vite.config.ts

FROM node:24-bookworm-slim
WORKDIR /app
ENV CONSOLE_DIRECTORY=/console
ENV NODE_ENV=production NODE_NO_WARNINGS=1
# The loopback of a container is reached by nobody; who may get in is said by the ports that are published.
ENV HOST=0.0.0.0
# As the supervisor sets them: memory that was freed goes back to the system (cli/environment/allocator.ts).
ENV MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=65536
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-save --omit=dev --ignore-scripts
COPY . .
# What a start would make is made here: the tree belongs to root, and the processes only read it.
RUN node -e "import('./workers/bundle.ts').then((workers) => workers.workflowBundle())"
COPY --from=console /console /console
# The data folder belongs to the user of the processes; a new volume at this place takes that over.
RUN mkdir -m 700 /data && chown node:node /data
ENV DATA_DIR=/data
USER node
ENTRYPOINT ["node", "cli/main.ts"]
CMD ["api"]
