namespace VividMed.Evaluation.ReaderStudy;

/// <summary>The six ways in which a draft is made wrong.</summary>
public enum PlantedErrorKind
{
    /// <summary>A sentence with a finding is gone.</summary>
    Omission,

    /// <summary>A sentence with a finding that the report does not have.</summary>
    Insertion,

    /// <summary>Left for right, or right for left.</summary>
    Direction,

    /// <summary>Another number.</summary>
    Size,

    /// <summary>Centimeters for millimeters, or the other way around.</summary>
    Unit,

    /// <summary>Two letters of a finding's word have changed places.</summary>
    Typo,
}
