# One image for every process; the command picks it: api, worker, intake or sandbox.
FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production NODE_NO_WARNINGS=1
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-save --omit=dev --ignore-scripts
COPY . .
USER node
ENTRYPOINT ["node", "cli/main.ts"]
CMD ["api"]
