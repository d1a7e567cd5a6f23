using Microsoft.AspNetCore.Components;

namespace VividMed.Dashboard.Components;

/// <summary>A component that reads its data again every second for as long as somebody looks at it.</summary>
public abstract class Live : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private PeriodicTimer? _timer;
    private Task _refreshing = Task.CompletedTask;

    [Inject]
    public required TimeProvider Time { get; init; }

    /// <summary>How long what was read is shown before it is read again.</summary>
    protected virtual TimeSpan Interval => TimeSpan.FromSeconds(1);

    /// <summary>The hub did not answer the last time.</summary>
    protected bool Unreachable { get; private set; }

    /// <summary>Ends when nobody looks any more.</summary>
    protected CancellationToken Closed => _closed.Token;

    protected abstract Task ReadAsync(CancellationToken cancellationToken);

    protected override Task OnParametersSetAsync() => TryReadAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender) return;
        _timer = new PeriodicTimer(Interval, Time);
        _refreshing = RefreshAsync(_timer);
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _timer?.Dispose();
        await _refreshing;
        _closed.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task RefreshAsync(PeriodicTimer timer)
    {
        while (!_closed.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            await InvokeAsync(TryReadAsync);
            await InvokeAsync(StateHasChanged);
        }
    }

    private async Task TryReadAsync()
    {
        try
        {
            await ReadAsync(_closed.Token);
            Unreachable = false;
        }
        catch (Exception failure) when (failure is Grpc.Core.RpcException or OperationCanceledException)
        {
            Unreachable = true;
        }
    }
}
