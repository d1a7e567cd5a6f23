namespace VividMed.TaskHub.Tests.Simulation;

/// <summary>A fault planted into the hub, to see that the simulation finds it.</summary>
public enum Mutation
{
    None,

    /// <summary>An activity stays in the backlog when its outcome comes.</summary>
    KeepsActivities,

    /// <summary>One message in forty never reaches its inbox.</summary>
    LosesMessages,

    /// <summary>Messages stay in the inbox when their turn is stored.</summary>
    KeepsMessages,

    /// <summary>A completion counts whatever token it brings.</summary>
    AcceptsStaleTokens,

    /// <summary>A write is acknowledged, and then lost with the hub.</summary>
    AcknowledgesBeforeTheCommit,

    /// <summary>What a broken stream held is not handed out again.</summary>
    ForgetsLostStreams,
}
