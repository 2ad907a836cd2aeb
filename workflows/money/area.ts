// Its workflow types: one line each.
export { moneyReconcilerWorkflow } from './moneyReconcilerWorkflow.ts';
export { unexplainedMoneyWorkflow } from './unexplainedMoneyWorkflow.ts';
