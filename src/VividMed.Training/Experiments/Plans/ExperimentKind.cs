namespace VividMed.Training.Experiments.Plans;

/// <summary>What is tried.</summary>
public enum ExperimentKind
{
    /// <summary>What grounding does to the language: with and without it, and with regions that are wrong on purpose.</summary>
    Ablation,

    /// <summary>How well places are found on held-out studies.</summary>
    Grounding,

    /// <summary>What one modality gains from another one.</summary>
    CrossModality,

    /// <summary>What noise in regions costs, against fewer studies.</summary>
    Quality,

    /// <summary>Findings that the heads were never shown, and calls of a localizer for them.</summary>
    OpenSet,

    /// <summary>Findings of which there are few examples or none.</summary>
    Rare,
}
