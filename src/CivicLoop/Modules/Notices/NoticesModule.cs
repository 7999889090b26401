using CivicLoop.Modules.Notices.Contracts;
using CivicLoop.Platform.Jobs;

namespace CivicLoop.Modules.Notices;

/// <summary>Tells people what happened: by mail and inside the program.</summary>
internal static class NoticesModule
{
    // A reader waits half a minute at most.
    private static readonly TimeSpan DeliverEvery = TimeSpan.FromSeconds(30);

    // Within a minute of the hour somebody chose.
    private static readonly TimeSpan DigestEvery = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddNotices(this IServiceCollection services) => services
        .AddSingleton<NoticeTexts>()
        .AddSingleton<KeepNoticeSettings>()
        .AddSingleton<AddressProofs>()
        .AddSingleton<ReadNotices>()
        .AddSingleton<TellPersons>()
        .AddSingleton<WriteDigests>()
        .AddJob(
            "write-digests", DigestEvery,
            (provider, stop) => provider.GetRequiredService<WriteDigests>().RunAsync(stop))
        .AddSingleton<LetterLinks>()
        .AddSingleton<DeliverNotices>()
        .AddSingleton<NoticeLists>()
        .AddJob(
            "deliver-notices", DeliverEvery,
            (provider, stop) => provider.GetRequiredService<DeliverNotices>().RunAsync(stop));
}
