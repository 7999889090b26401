using CivicLoop.Platform.Jobs;

namespace CivicLoop.Modules.Notices;

/// <summary>Tells people what happened: by mail and inside the program.</summary>
internal static class NoticesModule
{
    // A reader waits half a minute at most.
    private static readonly TimeSpan DeliverEvery = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddNotices(this IServiceCollection services) => services
        .AddSingleton<NoticeTexts>()
        .AddSingleton<LetterLinks>()
        .AddSingleton<DeliverNotices>()
        .AddSingleton<NoticeLists>()
        .AddJob(
            "deliver-notices", DeliverEvery,
            (provider, stop) => provider.GetRequiredService<DeliverNotices>().RunAsync(stop));
}
