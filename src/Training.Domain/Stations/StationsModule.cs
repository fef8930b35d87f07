using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Evidence;
using Training.Domain.Messages;
using Training.Domain.Notices;
using Training.Domain.Sheets;

namespace Training.Domain.Stations;

public static class StationsModule
{
    public static IServiceCollection AddStations(this IServiceCollection services) => services
        .AddScoped<ProposeStation>()
        .AddScoped<WriteRegular>()
        .AddScoped<MendProposal>()
        .AddScoped<WithdrawProposal>()
        .AddScoped<ReviewStation>()
        .AddScoped<RecordStation>()
        .AddScoped<OpenStation>()
        .AddScoped<SuspendStation>()
        .AddScoped<ResumeStation>()
        .AddScoped<TakeOffStation>()
        .AddScoped<ReviseStation>()
        .AddScoped<StationRegister>()
        .AddScoped<StationFile>()
        .AddScoped<StationBoard>()
        .AddScoped<StationAtlas>()
        .AddScoped<PublishStations>()
        .AddScoped<INoticeSubject, StationNotices>()
        .AddScoped<IUnfinishedWork, StationsToActOn>()
        .AddScoped<IUnfinishedWork, StationsLeftAlone>()
        .AddAttachmentOwner<StationPapers>()
        .AddScoped<ISheetImport, StationImport>();
}
