namespace VividMed.Workflows.Progress;

/// <summary>Work of one kind that waits because no connected worker takes it.</summary>
/// <param name="Name">The orchestration or activity.</param>
/// <param name="Count">How much of it waits.</param>
/// <param name="Since">Since when the longest waiting one does.</param>
public sealed record UnservedWork(string Name, int Count, DateTimeOffset Since)
{
    /// <summary>Such as <c>LocalizeStudies waits (3): no worker takes it; start one with 'vividmed worker --roles gpu'</c>.</summary>
    public override string ToString() => WorkflowRegistration.RoleOf(Name) is { } role
        ? $"{Name} waits ({Count}): no worker takes it; start one with 'vividmed worker --roles {role}'"
        : $"{Name} waits ({Count}): no worker takes it, and this version of the program does not know it";
}

/// <summary>
/// Asks the hub what waits of instances whose ids begin so and is taken by no worker. Engines that cannot tell answer with nothing.
/// </summary>
public delegate Task<IReadOnlyList<UnservedWork>> UnservedWorkReader(string instanceIdPrefix, CancellationToken cancellationToken);
