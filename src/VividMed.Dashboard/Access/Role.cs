namespace VividMed.Dashboard.Access;

/// <summary>What somebody may do; each role may do all that the ones before it may.</summary>
public enum Role
{
    /// <summary>Looks at everything.</summary>
    Viewer,

    /// <summary>Judges samples and approves versions.</summary>
    Reviewer,

    /// <summary>Starts, stops and forgets runs.</summary>
    Operator,
}
