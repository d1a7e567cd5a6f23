using System.Reflection;
using VividMed.Storage.Stores;

namespace VividMed.Workflows.Tests.Support;

/// <summary>A store beside which something else happens, once, just before one kind of call.</summary>
public class InterruptedStore : DispatchProxy
{
    private IBlobStore _store = null!;
    private string _call = "";
    private Func<Task>? _happens;

    public static IBlobStore Over(IBlobStore store, string call, Func<Task> happens)
    {
        var proxy = Create<IBlobStore, InterruptedStore>();
        var interrupted = (InterruptedStore)(object)proxy;
        (interrupted._store, interrupted._call, interrupted._happens) = (store, call, happens);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == _call && Interlocked.Exchange(ref _happens, null) is { } happens) Task.Run(happens).GetAwaiter().GetResult();
        return targetMethod.Invoke(_store, args);
    }
}
