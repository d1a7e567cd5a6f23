using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using VividMed.DurableTask.Protocol;

namespace VividMed.DurableTask;

/// <summary>Runs one activity in a scope of its own; whatever it throws becomes the answer.</summary>
internal sealed class ActivityRunner(DurableTaskRegistry registry, DataConverter converter, IServiceScopeFactory scopes, FailureFactory? failures = null)
{
    /// <exception cref="OperationCanceledException">The activity gave up because the token fired: it is to be delivered again.</exception>
    public async Task<ActivityResponse> RunAsync(ActivityRequest request, CancellationToken cancellation)
    {
        ActivityResponse response = new() { InstanceId = request.OrchestrationInstance?.InstanceId ?? string.Empty, TaskId = request.TaskId };
        if (!registry.Activities.TryFind(request.Name, request.Version, out Func<IServiceProvider, ITaskActivity>? create))
        {
            response.FailureDetails = new()
            {
                ErrorType = "ActivityTaskNotFound",
                ErrorMessage = $"No activity named '{request.Name}' is registered with this worker.",
                IsNonRetriable = true,
            };
            return response;
        }

        using Activity? span = Tracing.StartActivity(request);
        try
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            ITaskActivity activity = create(scope.ServiceProvider);
            object? input = converter.Deserialize(request.Input, activity.InputType);
            response.Result = converter.Serialize(await activity.RunAsync(new ActivityContext(request, cancellation), input));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error)
        {
            span?.SetStatus(ActivityStatusCode.Error, error.GetType().FullName);
            response.FailureDetails = (failures ?? FailureFactory.Plain).Create(error).ToWire();
        }

        return response;
    }
}
