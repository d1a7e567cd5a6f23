using Microsoft.Extensions.DependencyInjection;
using VividMed.DurableTask.Converters;

namespace VividMed.DurableTask.Worker;

/// <summary>How a worker works. Changing the converter or the timer interval breaks orchestrations in flight.</summary>
public sealed partial class DurableTaskWorkerOptions
{
    private DataConverter? _converter;

    /// <summary>Must be the converter of the clients too. Unset, it is the one registered as a service, or JSON.</summary>
    public DataConverter DataConverter
    {
        get => _converter ?? JsonDataConverter.Default;
        set => _converter = value;
    }

    /// <summary>The longest single durable timer; a longer wait becomes a chain of timers.</summary>
    public TimeSpan MaximumTimerInterval { get; set; } = TimeSpan.FromDays(3);

    public ConcurrencyOptions Concurrency { get; } = new();

    public VersioningOptions Versioning { get; set; } = new();

    internal void UseConverterOf(IServiceProvider services) => _converter ??= services.GetService<DataConverter>();
}
