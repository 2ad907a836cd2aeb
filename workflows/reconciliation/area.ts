// Its workflow types: one line each.
export {};
