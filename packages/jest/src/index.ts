import "./jest-types.ts";

export { describeEval, type DefineEval, type DescribeEval, type EvalBody } from "./describe-eval.ts";
export {
  evalTest,
  type DefineEvalTest,
  type EvalTest,
  type EvalTestArguments,
  type EvalTestBody,
  type EvalTestOptions,
} from "./eval-test.ts";
