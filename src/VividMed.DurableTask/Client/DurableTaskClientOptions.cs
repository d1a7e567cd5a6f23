namespace VividMed.DurableTask.Client;

public class DurableTaskClientOptions
{
    /// <summary>Must be the converter of the workers too.</summary>
    public DataConverter DataConverter { get; set; } = JsonDataConverter.Default;

    /// <summary>The version of new orchestrations that name none; empty for unversioned.</summary>
    public string DefaultVersion { get; set; } = string.Empty;
}
