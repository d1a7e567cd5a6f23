namespace VividMed.DurableTask;

/// <summary>An activity or sub-orchestration whose result the code awaits as serialized text.</summary>
internal sealed record PendingCall(TaskName Name, TaskCompletionSource<string?> Result);
