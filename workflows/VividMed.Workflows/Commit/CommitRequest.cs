namespace VividMed.Workflows;

/// <summary>What is to be committed: the plan and the counts that must close.</summary>
public sealed record CommitRequest(SynthesisRequest Request, PlanSummary Plan, SynthesisProgress Totals);
