/** How long tokens are good, in seconds. */
export const ACCESS_TOKEN_SECONDS = 900;
export const REFRESH_TOKEN_SECONDS = 30 * 86_400;
export const CODEC_TOKEN_SECONDS = 8 * 3_600;
