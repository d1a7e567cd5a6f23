namespace VividMed.Dashboard;

/// <summary>Whom the dashboard asks and where it listens (port 0 takes a free one).</summary>
public sealed record DashboardOptions(DurableTaskClient Client, int Port = 0);
