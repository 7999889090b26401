namespace CivicLoop.Modules.Audit;

/// <summary>Shows the journal to the audit duty, and proves it.</summary>
internal static class AuditModule
{
    public static IServiceCollection AddAudit(this IServiceCollection services) =>
        services.AddSingleton<ReadJournal>();
}
