using Microsoft.Extensions.DependencyInjection;
using Training.Domain.Messages;
using Training.Domain.People.Portraits;
using Training.Domain.People.Privacy;
using Training.Domain.Shared;
using Training.Domain.Sheets;

namespace Training.Domain.People;

public static class PeopleModule
{
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddScoped<FindPeople>();
        services.AddScoped<FamilyCircles>();
        services.AddScoped<PersonInReach>();
        services.AddScoped<UnmaskPersonalValue>();
        services.AddScoped<ExportPersonalData>();
        services.AddScoped<EraseOnRequest>();
        services.AddScoped<KeepConsents>();
        services.AddScoped<KeepRetention>();
        services.AddScoped<RotateKeys>();
        services.AddScoped<ReadPersonalPage>();
        services.AddPersonalData<PersonRegisterData>();
        services.AddScoped<AddPortrait>();
        services.AddScoped<PortraitWork>();
        services.AddScoped<ReadPortraits>();
        services.AddPersonalData<PortraitData>();
        services.AddScoped<PersonRegister>();
        services.AddScoped<ReadPerson>();
        services.AddScoped<WritePerson>();
        services.AddScoped<LendPerson>();
        services.AddScoped<ReadLending>();
        services.AddScoped<MoveHousehold>();
        services.AddScoped<FindDoubles>();
        services.AddScoped<ReadMatches>();
        services.AddScoped<RejectMatch>();
        services.AddScoped<MergePersons>();
        services.AddScoped<UndoMerge>();
        services.AddScoped<ISheetImport, PersonImport>();
        services.AddScoped<IUnfinishedWork, ErasuresToDecide>();
        return services;
    }
}
