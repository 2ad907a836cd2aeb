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
# As the supervisor sets them: memory that was freed goes back to the system (cli/environment/allocator.ts).
ENV MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=65536
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-save --omit=dev --ignore-scripts
COPY . .
COPY --from=console /console /console
USER node
ENTRYPOINT ["node", "cli/main.ts"]
CMD ["api"]
