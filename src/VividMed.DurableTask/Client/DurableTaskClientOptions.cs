using Microsoft.Extensions.DependencyInjection;
using VividMed.DurableTask.Converters;

namespace VividMed.DurableTask.Client;

public class DurableTaskClientOptions
{
    private DataConverter? _converter;

    /// <summary>Must be the converter of the workers too. Unset, it is the one registered as a service, or JSON.</summary>
    public DataConverter DataConverter
    {
        get => _converter ?? JsonDataConverter.Default;
        set => _converter = value;
    }

    /// <summary>The version of new orchestrations that name none; empty for unversioned.</summary>
    public string DefaultVersion { get; set; } = string.Empty;

    internal void UseConverterOf(IServiceProvider services) => _converter ??= services.GetService<DataConverter>();
}
