using CivicLoop.Domain.People;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Command;

/// <summary>指挥机构: who sits in the headquarters, its office, the sub-headquarters and the
/// inspection groups, and which criteria they watch.</summary>
internal static class CommandModule
{
    public static IServiceCollection AddCommand(this IServiceCollection services) => services
        .AddSingleton<IPackInstaller, InstallCommand>()
        .AddSingleton(new JournalSubject(
            KeepCommand.Subject, "command", "/console/command",
            // All staff may read it, so whoever reads the journal may.
            Permission.AuditRead))
        .AddSingleton<CommandDays>()
        .AddSingleton<FindCommandBodies>()
        .AddSingleton<CommandLists>()
        .AddSingleton<KeepCommand>()
        .AddSingleton<WriteDirective>()
        .AddSingleton<IssueDirective>()
        .AddSingleton<ActOnDirective>()
        .AddSingleton<DirectiveLists>()
        .AddSingleton<ICaseTie, TieDirectives>()
        .AddSingleton<PlayDirectives>()
        .AddSingleton<KeepDesk>()
        .AddSingleton<DeskLists>()
        .AddSingleton<CentreFigures>()
        .AddSingleton<WallFigures>()
        .AddSingleton<KeepWallLinks>()
        .AddSingleton<PlayDesk>()
        .AddSingleton<KeepSituations>()
        .AddSingleton<KeepPackages>()
        .AddSingleton<SituationLists>()
        .AddSingleton<IUrgentClasses>(
            services => services.GetRequiredService<SituationLists>())
        .AddSingleton<PlaySituations>()
        .AddSingleton<SendBroadcast>()
        .AddSingleton<ActOnBroadcast>()
        .AddSingleton<BroadcastLists>()
        .AddSingleton<BroadcastReceipts>()
        .AddSingleton<PlayBroadcasts>()
        .AddSingleton<AskSource, DirectiveAsks>();
}
