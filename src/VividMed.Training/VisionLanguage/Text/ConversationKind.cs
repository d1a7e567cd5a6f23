namespace VividMed.Training.VisionLanguage.Text;

/// <summary>What a conversation is about.</summary>
internal enum ConversationKind
{
    /// <summary>Which targets are there, and where.</summary>
    Targets,

    /// <summary>Questions with their answers.</summary>
    Questions,

    PlainReport,

    /// <summary>The report with its phrases pointed at.</summary>
    GroundedReport,

    /// <summary>A single name: of some the model finds the place, for others it is to call a localizer.</summary>
    Call,
}
